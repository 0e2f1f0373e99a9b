/** SQL as text: it goes in the message of another statement. Named, so that it can be stated from the statements that answer a query. */
export const releaseCheck = 'SELECT coalesce(max(number), 0) AS number FROM release /* still the latest? */';
