/** What JavaScript adds to every page: suggestions while one types into a search box, and maps for keyboard and zoom. */
import { enableMap } from './map.ts';
import { enableSuggestions } from './suggestions.ts';

for (const input of document.querySelectorAll<HTMLInputElement>('input[data-suggest]')) enableSuggestions(input);
for (const map of document.querySelectorAll<HTMLElement>('[data-map]')) enableMap(map);
