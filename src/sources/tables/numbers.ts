export { DecimalMark, isCountable, plainDecimal, scaled } from '#formats/numbers.ts';
