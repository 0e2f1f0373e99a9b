/** Blocks as markup: every field has a label, and what is wrong with it is read out with it (WCAG 3.3.1, 3.3.2). */
import { DataTable, Facts } from '../components/content.tsx';
import { addressIn, type Language } from '../language.ts';
import type { Block, Cell, Field, FormBlock, PrivatePage } from './page.ts';

interface Place {
  readonly language: Language;
}

export function Blocks({ page, language }: Place & { page: PrivatePage }) {
  return (
    <>
      {page.blocks.map((block, index) => (
        <BlockView key={index} block={block} language={language} id={`f${index}`} />
      ))}
    </>
  );
}

function BlockView({ block, language, id }: Place & { block: Block; id: string }) {
  switch (block.kind) {
    case 'heading':
      return <h2>{block.text}</h2>;
    case 'text':
      return <p>{block.text}</p>;
    case 'status':
      return (
        <div class="notice" role="status">
          <p>{block.text}</p>
        </div>
      );
    case 'alert':
      return (
        <div class="problem" role="alert">
          <p>{block.text}</p>
        </div>
      );
    case 'facts':
      return (
        <Facts
          facts={block.facts.map(([term, value]) => [
            term,
            value === null ? null : <CellView cell={value} language={language} id={`${id}-${term}`} />,
          ])}
        />
      );
    case 'list':
      return (
        <ul>
          {block.items.map((cell, index) => (
            <li key={index}>
              <CellView cell={cell} language={language} id={`${id}-${index}`} />
            </li>
          ))}
        </ul>
      );
    case 'table':
      return (
        <DataTable
          caption={block.caption}
          columns={block.columns.map((title) => ({ title }))}
          rows={block.rows.map((row, line) =>
            row.map((cell, index) => (
              <CellView key={index} cell={cell} language={language} id={`${id}-${line}-${index}`} />
            )),
          )}
        />
      );
    case 'form':
      return <Form form={block} language={language} id={id} />;
  }
}

function CellView({ cell, language, id }: Place & { cell: Cell; id: string }) {
  if (typeof cell === 'string') return <>{cell}</>;
  if ('kind' in cell) return <Form form={cell} language={language} id={id} />;
  return <a href={cell.href.startsWith('/') ? addressIn(language, cell.href) : cell.href}>{cell.text}</a>;
}

function Form({ form, language, id }: Place & { form: FormBlock; id: string }) {
  const fields = form.fields.map((field) => (
    <FieldView key={`${field.name}${field.value ?? ''}`} field={field} id={`${id}-${field.name}`} />
  ));
  if (form.isPreview === true) {
    return (
      <form class="stacked">
        <fieldset disabled>{fields}</fieldset>
      </form>
    );
  }
  return (
    <form
      class="stacked"
      method="post"
      action={addressIn(language, form.action)}
      enctype={form.isMultipart === true ? 'multipart/form-data' : undefined}
      {...autosaveOf(form)}
      {...passkeyOf(form, language)}
    >
      {fields}
      <button type="submit">{form.submit}</button>
    </form>
  );
}

/** For islands/drafts.ts. */
function autosaveOf({ autosave }: FormBlock): Record<string, string> {
  if (autosave === undefined) return {};
  const texts = Object.entries(autosave).map(([name, text]) => [`data-${name}`, text]);
  return { 'data-autosave': '', ...Object.fromEntries(texts) };
}

/** For islands/passkeys.ts. */
function passkeyOf({ passkey }: FormBlock, language: Language): Record<string, string | boolean> {
  if (passkey === undefined) return {};
  const { kind, options, failed } = passkey;
  return { hidden: true, 'data-passkey': kind, 'data-options': addressIn(language, options), 'data-failed': failed };
}

function FieldView({ field, id }: { field: Field; id: string }) {
  const { name, type, label, hint, error, value } = field;
  if (type === 'heading') return <h2>{label}</h2>;
  if (type === 'hidden') return <input type="hidden" name={name} value={value ?? ''} />;
  const describedBy = [hint === undefined ? [] : `${id}-hint`, error === undefined ? [] : `${id}-error`].flat();
  return (
    <div class={error === undefined ? 'field' : 'field invalid'}>
      <label for={id}>{label ?? name}</label>
      {hint === undefined ? null : (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <Control field={field} id={id} describedBy={describedBy.join(' ')} />
    </div>
  );
}

function Control({ field, id, describedBy }: { field: Field; id: string; describedBy: string }) {
  const { name, type, value, error, isRequired, maxLength, autocomplete, options } = field;
  const common = {
    id,
    name,
    required: isRequired === true,
    'aria-describedby': describedBy === '' ? undefined : describedBy,
    'aria-invalid': error === undefined ? undefined : true,
  } as const;
  if (type === 'textarea') {
    return (
      <textarea {...common} maxLength={maxLength} rows={5}>
        {value ?? ''}
      </textarea>
    );
  }
  if (type === 'select') {
    return (
      <select {...common}>
        {(options ?? []).map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    );
  }
  if (type === 'checkbox') return <input {...common} type="checkbox" value="yes" checked={value === 'yes'} />;
  if (type === 'file') return <input {...common} type="file" />;
  // The types of attributes tell apart what differs only in the keyboard that a phone shows.
  const kind = type as 'text';
  return <input {...common} type={kind} value={value ?? ''} maxLength={maxLength} autocomplete={autocomplete} />;
}
