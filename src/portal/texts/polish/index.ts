import { administration } from './administration.ts';
import { data } from './data.ts';
import { frame } from './frame.ts';
import { metrics } from './metrics.ts';
import { places } from './places.ts';
import { practices } from './practices.ts';
import { statements } from './statements.ts';

export const polish = { ...frame, ...places, ...administration, ...practices, ...metrics, ...data, ...statements };

export type Texts = typeof polish;
