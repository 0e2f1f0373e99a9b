/** What the pages say of a published operation. */
export interface PublishedOperationFacts {
  readonly name: string;
  readonly description: string;
  readonly document: string;
  readonly example: Readonly<Record<string, unknown>>;
}
