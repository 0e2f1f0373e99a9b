/** Named, so that it can be told from the statements that answer a question. */
export const releaseCheck = 'SELECT coalesce(max(number), 0) AS number FROM release /* still the latest? */';
