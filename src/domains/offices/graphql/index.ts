import './queries.ts';
import './of-unit.ts';
import './statements.ts';
