/** How far the loading of the starter set is, for the terminal and the pages. */

export type StarterStepName = 'units' | 'outlines' | 'population';

export interface StarterStatus {
  readonly step: StarterStepName;
  /** Of this step; the documents were the first. */
  readonly number: number;
  readonly all: number;
}
