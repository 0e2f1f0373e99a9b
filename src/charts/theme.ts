/** Colours and letters of charts: the tokens of the pages, once for light and once for dark. */
export type Theme = 'light' | 'dark';

export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly line: string;
  /** Told apart by people who see no red or green, too (Okabe and Ito). */
  readonly series: readonly string[];
  /** Of the classes of a map, from the lowest values to the highest: darker or lighter in steps that print in grey, too. */
  readonly classes: readonly string[];
  readonly missing: string;
}

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    paper: '#ffffff',
    ink: '#1b1f24',
    inkSoft: '#4a5560',
    line: '#c9d1d9',
    series: ['#1d4f91', '#b3470a', '#007a5a', '#8a3a78', '#6b5900', '#0079a8', '#7a2f2f', '#4a5560'],
    classes: ['#d6e6f5', '#a3c6e8', '#6b9fd3', '#3871b3', '#143f78'],
    missing: '#e4e4e0',
  },
  dark: {
    paper: '#14181d',
    ink: '#e8ecf0',
    inkSoft: '#aeb8c2',
    line: '#3b4652',
    series: ['#8ab8f5', '#f0a06a', '#5fd0ab', '#e09fd0', '#d9c45a', '#6cc7ee', '#e59b9b', '#aeb8c2'],
    classes: ['#1e3146', '#2c5078', '#4579ad', '#7aa8d8', '#bfdcf8'],
    missing: '#33373c',
  },
};

export const fontFamily = "'Source Sans 3', 'Source Sans', 'Source Sans Pro', system-ui, sans-serif";
