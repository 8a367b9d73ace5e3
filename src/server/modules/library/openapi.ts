import { exampleOf, inputWithFactors, outputsOf } from './calculation.ts';
import type { Shelf } from './shelf.ts';

/** Adds every calculation to an OpenAPI document. */
export const describeCalculations =
  (shelf: Shelf) =>
  (document: { readonly paths: Record<string, Record<string, unknown>> }): void => {
    Object.assign(document.paths, calculationPaths(shelf));
  };

/**
 * Every calculation as a path of its own: `POST /api/v1/calculations/<id>` with its own input schema, the common reply schema (`CalculationResult`),
 * what it gives in particular, and an example that runs.
 */
export function calculationPaths(shelf: Shelf): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    shelf.methods.map((one) => {
      const { id, title, summary, version } = one.description;
      const { $schema: _, ...input } = inputWithFactors(one) as Record<string, unknown>;
      const operation = {
        operationId: `calculate.${id}`,
        tags: ['calculations'],
        summary: `${title.zh} · ${title.en}`,
        description: `${summary.zh}\n\n${summary.en}`,
        'x-method-version': version,
        'x-outputs': outputsOf(one),
        requestBody: { required: true, content: { 'application/json': { schema: input, example: exampleOf(one) } } },
        responses: {
          200: {
            description: 'Outputs, findings, conventions and derivation',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/CalculationResult' } } },
          },
          default: {
            description: 'Refused; see `code` and `findings`',
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        },
      };
      return [`/api/v1/calculations/${id}`, { post: operation }];
    }),
  );
}
