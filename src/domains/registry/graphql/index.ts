import './unit.ts';
import './history.ts';
import './lookup.ts';
import './queries.ts';
import './coverage.ts';
import './resolution.ts';
import './boundary.ts';
import './labels.ts';
