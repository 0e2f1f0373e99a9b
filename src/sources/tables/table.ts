export {
  endsBefore,
  LastRow,
  type TextRow as TableRow,
  type TextTable as Table,
  tooShort,
} from '#formats/text-table.ts';
