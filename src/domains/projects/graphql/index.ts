import './programme.ts';
import './project.ts';
import './participation.ts';
import './queries.ts';
import './statistics.ts';
import './labels.ts';
