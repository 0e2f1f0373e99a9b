/** What html-validate finds wrong with the HTML of a page. */
import { HtmlValidate } from 'html-validate';

/** What the standard says is wrong; not how somebody likes to write it. */
const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    // Preact writes `<br/>` and `hidden=""`, which HTML allows.
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-trailing-whitespace': 'off',
  },
});

export async function faultsOfMarkup(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  const messages = results.flatMap((result) => result.messages);
  return messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} at ${selector}`);
}
