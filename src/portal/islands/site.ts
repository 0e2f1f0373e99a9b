/** What JavaScript adds to every page: suggestions while one types, maps for keyboard and zoom, charts, sorted tables. */
import { enableCharts } from './charts.ts';
import { enableMap } from './map.ts';
import { followProgress } from './progress.ts';
import { enableSuggestions } from './suggestions.ts';
import { enableSorting } from './tables.ts';

for (const input of document.querySelectorAll<HTMLInputElement>('input[data-suggest]')) enableSuggestions(input);
for (const map of document.querySelectorAll<HTMLElement>('[data-map]')) enableMap(map);
for (const table of document.querySelectorAll<HTMLTableElement>('table[data-sorted]')) enableSorting(table);
enableCharts();
for (const shown of document.querySelectorAll<HTMLElement>('[data-refresh]')) followProgress(shown);
