/** Pages of texts: about, privacy and the accessibility statement. */
import { type Page, type PageRequest, textPage } from '../page.ts';

export const aboutPage = paragraphs('/about', ({ texts }) => texts.about);
export const privacyPage = paragraphs('/privacy', ({ texts }) => texts.privacy);

function paragraphs(
  pattern: string,
  textsOf: (request: PageRequest) => { readonly title: string; readonly paragraphs: readonly string[] },
): Page {
  return textPage(pattern, (request) => {
    const { title, paragraphs: content } = textsOf(request);
    return {
      title,
      description: content[0] ?? title,
      main: (
        <>
          {content.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </>
      ),
    };
  });
}

/** Days on which the pages were first published, and on which this statement was made and last changed. */
const days = { published: '2026-11-29', updated: '2026-11-29', prepared: '2026-11-29' };

/**
 * The elements and ids that the conditions for accessibility statements require (act of 4 April 2019, art. 10; technical
 * conditions 2.0 of 31 July 2024), so that a machine can read them.
 */
export const accessibilityPage = textPage('/accessibility', (request) => {
  const { accessibility: words } = request.texts;
  const { name, email, phone } = request.operator;
  const operator = name ?? words.operator;
  return {
    title: words.title,
    description: words.status,
    main: (
      <>
        <p id="a11y-wstep">
          <span id="a11y-podmiot">{operator}</span>
          {words.intro('')}{' '}
          <a id="a11y-url" href={request.origin}>
            <span id="a11y-zakres">Węzeł</span>
          </a>
          .
        </p>
        <ul>
          <li>
            {words.published} <time id="a11y-data-publikacja">{days.published}</time>
          </li>
          <li>
            {words.updated} <time id="a11y-data-aktualizacja">{days.updated}</time>
          </li>
        </ul>
        <h2>{words.statusTitle}</h2>
        <p id="a11y-status">{words.status}</p>
        <p>
          {words.prepared} <time id="a11y-data-sporzadzenie">{days.prepared}</time> {words.preparedHow}
        </p>
        <h2>{words.contactTitle}</h2>
        <p id="a11y-kontakt">
          {words.contact(operator)}, {words.emailLabel}{' '}
          {email === null ? (
            <span id="a11y-email">{words.notSet}</span>
          ) : (
            <a id="a11y-email" href={`mailto:${email}`}>
              {email}
            </a>
          )}
          , {words.phoneLabel}{' '}
          {phone === null ? (
            <span id="a11y-telefon">{words.notSet}</span>
          ) : (
            <a id="a11y-telefon" href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
              {phone}
            </a>
          )}
          .
        </p>
        <h2>{words.procedureTitle}</h2>
        <p id="a11y-procedura">{words.procedure}</p>
        <h2>{words.architectureTitle}</h2>
        <p id="a11y-architektura">{words.architecture}</p>
        <h2>{words.communicationTitle}</h2>
        <p id="a11y-komunikacja">{words.communication}</p>
      </>
    ),
  };
});
