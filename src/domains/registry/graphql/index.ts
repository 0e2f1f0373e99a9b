import './unit.ts';
import './history.ts';
import './queries.ts';
import './resolution.ts';
import './boundary.ts';
