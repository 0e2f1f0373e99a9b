import './metric.ts';
import './series.ts';
import './observations.ts';
import './comparison.ts';
import './aggregate.ts';
import './outcomes.ts';
