/**
 * Part of the entity tag of everything that is made of one release: raised with a version of the hub that answers the same
 * query of the same release in another way, so that what a client or a cache has kept is not taken for the same.
 */
export const answersVersion = 2;
