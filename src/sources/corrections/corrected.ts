/** What writing a correction came to. */
export interface Corrected {
  readonly isChanged: boolean;
  readonly formerValue: string | null;
}
