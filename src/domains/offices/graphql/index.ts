import './queries.ts';
import './of-unit.ts';
import './evidence.ts';
import './labels.ts';
