import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { RefusedFileError } from '#platform/errors.ts';
import { type ListRecord, type ListShape, type ListTable, otherFile, recordOf } from './records.ts';

const maximalDepth = 50;

/** An element that is open: a record if its attributes and leaves are headed like the list, whatever it is called. */
interface Open {
  readonly heading: string;
  readonly fields: [heading: string, text: string][];
  isLeaf: boolean;
  text: string;
}

export function readXmlRecords(text: string, shape: ListShape): ListTable {
  const records: ListRecord[] = [];
  const headings = new Set<string>();
  const open: Open[] = [];
  const parser = new SaxesParser();
  const take = (element: Open): boolean => {
    const names = element.fields.map(([heading]) => heading);
    if (!shape.isHeader(names)) return false;
    for (const name of names) headings.add(name);
    const cells = element.fields.map(([, cell]) => cell);
    records.push(recordOf(records.length + 1, names, cells));
    return true;
  };
  parser.on('doctype', () => {
    const mend = 'Remove the DOCTYPE.';
    throw new RefusedFileError('UNREADABLE', 'The XML declares a document type; entities are not expanded.', mend);
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    if (open.length >= maximalDepth) throw new RefusedFileError('UNREADABLE', 'The XML nests too deeply.');
    const above = open.at(-1);
    if (above !== undefined) above.isLeaf = false;
    open.push(openElement(tag as SaxesTagPlain));
  });
  const addText = (part: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element === undefined || take(element)) return;
    if (element.isLeaf) open.at(-1)?.fields.push([element.heading, element.text]);
  });
  parse(parser, text, () => open.length === 0);
  if (records.length === 0) throw otherFile(shape);
  return { format: 'xml', headings: [...headings], records };
}

/** `<col name="Kod">` bears its name's attribute as its heading; Access writes blanks as `_x0020_`. */
function openElement({ name, attributes }: SaxesTagPlain): Open {
  const local = name.slice(name.indexOf(':') + 1);
  const heading = attributes['name'] ?? attributes['nazwa'] ?? local;
  const fields = Object.entries(attributes).map(([key, value]): [string, string] => [plainName(key), value]);
  return { heading: plainName(heading), fields, isLeaf: true, text: '' };
}

function plainName(name: string): string {
  return name.replaceAll(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function parse(parser: SaxesParser, text: string, isEnded: () => boolean): void {
  let isWhole = false;
  try {
    parser.write(text.trimStart());
    isWhole = isEnded();
    parser.close();
  } catch (error) {
    if (error instanceof RefusedFileError) throw error;
    const message = (error as Error).message.slice(0, 200);
    const isCut = !isWhole && /unclosed|unexpected end/i.test(message);
    throw new RefusedFileError(
      isCut ? 'TRUNCATED' : 'UNREADABLE',
      isCut ? 'The XML ends inside an element: the file was cut off.' : `The XML is malformed at ${message}.`,
      'Download it again.',
      { cause: error },
    );
  }
}
