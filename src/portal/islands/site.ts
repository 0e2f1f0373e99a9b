/** What JavaScript adds to every page: suggestions while one types into a search box. */
import { enableSuggestions } from './suggestions.ts';

for (const input of document.querySelectorAll<HTMLInputElement>('input[data-suggest]')) enableSuggestions(input);
