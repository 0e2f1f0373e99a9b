/** The foot of every page: further pages, and the release that it shows. */
import { formats } from '#platform/locale.ts';
import { addressIn } from '../language.ts';
import type { PageRequest } from '../page.ts';
import { footerMenu, menuPaths } from './menu.ts';

export interface ShownRelease {
  readonly number: number;
  readonly releasedAt: Date | null;
}

export function Footer({ request, release }: { request: PageRequest; release: ShownRelease | null }) {
  const { texts, language } = request;
  return (
    <footer class="site">
      <nav aria-label={texts.site.footer}>
        <ul>
          {footerMenu.map((item) => (
            <li key={item}>
              <a href={addressIn(language, menuPaths[item])}>{texts.menu[item]}</a>
            </li>
          ))}
        </ul>
      </nav>
      {release === null || release.number === 0 ? null : (
        <p>
          <a href={addressIn(language, `/releases/${release.number}`)}>{texts.site.release(release.number)}</a>
          {release.releasedAt === null
            ? null
            : `, ${texts.site.releasedOn(formats[language].moment(release.releasedAt.toISOString()))}`}
        </p>
      )}
    </footer>
  );
}
