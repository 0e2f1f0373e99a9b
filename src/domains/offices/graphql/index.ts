import './queries.ts';
import './of-unit.ts';
import './labels.ts';
import './records.ts';
