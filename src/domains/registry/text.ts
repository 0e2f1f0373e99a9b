export { comparePolish, foldName } from '#platform/text.ts';
