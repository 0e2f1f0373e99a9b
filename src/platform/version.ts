import manifest from '../../package.json' with { type: 'json' };

/** Of the hub. */
export const hubVersion = manifest.version;
