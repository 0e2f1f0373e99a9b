/** Pages with forms: for those who contribute, and for whoever reports an error. They are made of a few kinds of blocks. */

export interface PrivatePage {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'text' | 'heading' | 'status' | 'alert'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [term: string, value: Cell | null])[] }
  | { readonly kind: 'list'; readonly items: readonly Cell[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly Cell[])[];
    }
  | FormBlock;

/** Text, a link, or a form of one button. */
export type Cell = string | { readonly href: string; readonly text: string } | FormBlock;

export interface FormBlock {
  readonly kind: 'form';
  /** Where it is sent, without the prefix of the language. */
  readonly action: string;
  readonly submit: string;
  readonly fields: readonly Field[];
  /** With files in it. */
  readonly isMultipart?: boolean;
  /** Saved as it is filled in, where there is JavaScript. */
  readonly autosave?: AutosaveTexts;
  /** Filled in by a passkey; hidden where there is no JavaScript. */
  readonly passkey?: PasskeyForm;
  /** Shown as it will be; it cannot be sent. */
  readonly isPreview?: boolean;
}

export interface PasskeyForm {
  readonly kind: 'create' | 'get';
  /** Where what the passkey has to sign comes from. */
  readonly options: string;
  readonly failed: string;
}

export interface AutosaveTexts {
  readonly saved: string;
  readonly offline: string;
  readonly conflict: string;
  readonly closed: string;
  /** Above what somebody else saved. */
  readonly theirs: string;
  readonly take: string;
}

export interface Field {
  readonly name: string;
  readonly type:
    | 'text'
    | 'email'
    | 'url'
    | 'number'
    | 'textarea'
    | 'select'
    | 'checkbox'
    | 'hidden'
    | 'datetime-local'
    | 'date'
    | 'file'
    /** No field: what stands above those that follow. */
    | 'heading';
  readonly label?: string;
  readonly hint?: string;
  readonly value?: string;
  readonly error?: string;
  readonly isRequired?: boolean;
  readonly maxLength?: number;
  readonly autocomplete?: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}
