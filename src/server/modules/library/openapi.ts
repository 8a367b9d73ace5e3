import { exampleOf, inputWithFactors, outputsOf } from './calculation.ts';
import { functionInputSchema, kernelCalculations } from './functions.ts';
import type { Shelf } from './shelf.ts';

type Operations = Record<string, Record<string, unknown>>;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Adds every calculation to an OpenAPI document as a path of its own: `POST /api/v1/calculations/<id>` with its own input schema, what it gives in
 * particular (`x-outputs`), and an example that runs. Access and answers are those of the general path, or of its own where it has one.
 */
export const describeCalculations =
  (shelf: Shelf) =>
  (document: { readonly paths: Operations }): void => {
    const general = document.paths['/api/v1/calculations/{name}']?.post;
    if (isObject(general)) Object.assign(document.paths, calculationPaths(shelf, general, document.paths));
  };

export function calculationPaths(shelf: Shelf, general: Readonly<Record<string, unknown>>, mounted: Operations = {}): Operations {
  const { parameters, ...common } = general;
  const kept = Array.isArray(parameters) ? parameters.filter((one) => isObject(one) && one.in !== 'path') : [];
  const methods = shelf.methods.map((one) => ({
    ...one.description,
    schema: inputWithFactors(one),
    outputs: outputsOf(one),
    example: exampleOf(one),
  }));
  const functions = kernelCalculations.map((one) => ({ ...one, schema: functionInputSchema(one) }));
  return Object.fromEntries(
    [...methods, ...functions].map(({ id, title, summary, version, schema, outputs, example }) => {
      const own = mounted[`/api/v1/calculations/${id}`]?.post;
      const operation = {
        ...common,
        operationId: `calculate.${id}`,
        ...(isObject(own) ? own : {}),
        summary: `${title.en} · ${title.zh}`,
        description: `${summary.en}\n\n${summary.zh}`,
        ...(kept.length > 0 ? { parameters: kept } : {}),
        'x-method-version': version,
        'x-outputs': outputs,
        requestBody: { required: true, content: { 'application/json': { schema, example } } },
      };
      return [`/api/v1/calculations/${id}`, { post: operation }];
    }),
  );
}
