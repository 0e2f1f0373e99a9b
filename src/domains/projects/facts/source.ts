/** The document that states facts, and the release that they are written in. */
export interface FactsSource {
  readonly sourceId: string;
  /** The day whose state the document shows. */
  readonly asOf: string;
  readonly release: number;
}
