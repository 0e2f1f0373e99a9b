/** What JavaScript adds to every page: suggestions while one types, maps for keyboard and zoom, charts, sorted tables, drafts, passkeys. */
import { enableCharts } from './charts.ts';
import { enableAutosave, forgetDraftsAtSignOut } from './drafts.ts';
import { enableMap } from './map.ts';
import { enablePasskey } from './passkeys.ts';
import { followProgress } from './progress.ts';
import { enableSuggestions } from './suggestions.ts';
import { enableSorting } from './tables.ts';

for (const input of document.querySelectorAll<HTMLInputElement>('input[data-suggest]')) enableSuggestions(input);
for (const map of document.querySelectorAll<HTMLElement>('[data-map]')) enableMap(map);
for (const table of document.querySelectorAll<HTMLTableElement>('table[data-sorted]')) enableSorting(table);
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) enableAutosave(form);
forgetDraftsAtSignOut();
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) enablePasskey(form);
enableCharts();
for (const shown of document.querySelectorAll<HTMLElement>('[data-refresh]')) followProgress(shown);
