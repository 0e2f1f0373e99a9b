import './conflicts.ts';
import './queries.ts';
import './on-entries.ts';
import './propose.ts';
import './decide.ts';
import './amendments/amendment.ts';
import './amendments/own.ts';
import './amendments/mutations.ts';
