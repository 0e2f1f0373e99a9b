import './citation.ts';
import './practice.ts';
import './adoption.ts';
import './call.ts';
import './event.ts';
import './living-lab.ts';
import './queries.ts';
