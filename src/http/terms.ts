/** The terms of what is sent travel with it: where they stand, and how to cite it (RFC 8288, RFC 8574). */
export const termsLink = (release: number): string =>
  [
    `</releases/${release}/README.md>; rel="describedby"; type="text/markdown"`,
    `</releases/${release}/README.md#sources>; rel="license"`,
    `</releases/${release}>; rel="cite-as"`,
  ].join(', ');
