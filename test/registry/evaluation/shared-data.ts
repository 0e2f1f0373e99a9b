/** The real files beside the project. */
import { existsSync, readFileSync } from 'node:fs';

const folder = new URL('../../../../shared/data/', import.meta.url);
export const hasSharedData = existsSync(new URL('teryt/', folder));
export const sharedFile = (name: string): Uint8Array => readFileSync(new URL(name, folder));
