/** What JavaScript adds to every page: suggestions while one types into a search box, and progress that goes on by itself. */
import { followProgress } from './progress.ts';
import { enableSuggestions } from './suggestions.ts';

for (const input of document.querySelectorAll<HTMLInputElement>('input[data-suggest]')) enableSuggestions(input);

const progress = document.querySelector<HTMLElement>('[data-refresh]');
if (progress !== null) followProgress(progress);
