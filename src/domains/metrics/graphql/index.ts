import './metric.ts';
import './series.ts';
import './observations.ts';
import './benchmark.ts';
import './ranking.ts';
import './distribution.ts';
import './aggregate.ts';
import './outcomes.ts';
