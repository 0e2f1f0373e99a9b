/** What an export is of, ready to be walked: checked as an operation of the API is. */
import { getVariableValues, type OperationDefinitionNode } from 'graphql';
import { pageVariables } from '#exports/query/page-document.ts';
import { type ExportPlan, planExport } from '#exports/query/plan.ts';
import type { CsvStyle, ExportFormat } from '#exports/query/write.ts';
import { checkVariables, LimitError } from '#graphql/limits.ts';
import type { Documents, ValidDocument } from '#http/graphql/documents.ts';
import type { Params } from '#http/graphql/params.ts';
import { chooseOperation, type Engine, VariableError } from '#http/graphql/run.ts';
import { onlyQueries, RefusedDocumentError } from './problems.ts';

/** What a caller wants, as it can be kept. */
export interface ExportRequest {
  readonly document: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly format: ExportFormat;
  readonly at: string | null;
  readonly rows: string | null;
  readonly csv: CsvStyle;
  readonly lang: 'PL' | 'EN';
}

export interface PreparedExport {
  readonly request: ExportRequest;
  readonly plan: ExportPlan;
  /** Names the file. */
  readonly name: string;
  readonly page: ValidDocument;
  readonly pageHash: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Entries of one page, as many as its cost allows. */
  readonly pageSize: number;
  /** Of one page. */
  readonly cost: number;
}

export function findOperation(documents: Documents, request: Pick<ExportRequest, 'document' | 'operationName'>) {
  const { document: query, operationName } = request;
  const params: Params = { query, documentId: undefined, operationName, variables: {}, extensions: {} };
  const { outcome } = documents.find(params);
  if ('errors' in outcome) throw new RefusedDocumentError(outcome);
  const operation = chooseOperation(outcome.document, params);
  if (operation.operation !== 'query') throw onlyQueries();
  return { document: outcome.document, operation };
}

export function prepareExport(engine: Engine, documents: Documents, request: ExportRequest): PreparedExport {
  const { document, operation } = findOperation(documents, request);
  checkVariables(request.variables, engine.limits);
  checkValues(engine, operation, request.variables);
  const plan = planExport(engine.schema, document, operation, request);
  const query = plan.page.text;
  const params = { query, documentId: undefined, operationName: undefined, variables: {}, extensions: {} };
  const { hash, outcome } = documents.find(params);
  if ('errors' in outcome) throw new RefusedDocumentError(outcome);
  const variables = Object.fromEntries(
    Object.entries(request.variables).filter(([name]) => plan.page.variables.includes(name)),
  );
  return {
    request,
    plan,
    name: operation.name?.value ?? 'export',
    page: outcome,
    pageHash: hash,
    variables,
    ...sizeOfPage(engine, outcome, plan, variables),
  };
}

function checkValues(
  { schema }: Engine,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: ExportRequest['variables'],
): void {
  const { errors } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: 5 });
  if (errors !== undefined) throw new VariableError(errors);
}

/** As many entries as may be requested at once. */
function sizeOfPage(
  engine: Engine,
  { document }: ValidDocument,
  { kind }: ExportPlan,
  variables: ExportRequest['variables'],
): { pageSize: number; cost: number } {
  const operation = chooseOperation(document, { operationName: undefined });
  const { limits, costs, schema } = engine;
  const costOf = (size: number): number => {
    const values = { ...variables, [pageVariables.first]: size, [pageVariables.count]: true };
    const { coerced } = getVariableValues(
      schema,
      operation.variableDefinitions ?? [],
      kind === 'connection' ? values : variables,
    );
    return Math.round(costs.of(document, operation, coerced ?? {}).data);
  };
  let pageSize = limits.pageEntries;
  let cost = costOf(pageSize);
  while (cost > limits.cost && pageSize > 1 && kind === 'connection') {
    pageSize = Math.max(1, Math.floor(pageSize / 2));
    cost = costOf(pageSize);
  }
  if (cost > limits.cost) throw new LimitError('cost', limits.cost, cost);
  return { pageSize, cost };
}
