import type { ReplyOf } from '../../contract/endpoint.ts';
import type { libraryEndpoints } from '../../contract/library.ts';
import type { MethodDescription } from '../../kernel/method/describe.ts';

export type MethodDetail = ReplyOf<typeof libraryEndpoints.readMethod>;
export type MethodSummary = ReplyOf<typeof libraryEndpoints.listMethods>['items'][number];

/** The method as the kernel describes it: the wire carries that very shape as JSON, because a method's inner form is the method language's own. */
export function descriptionOf(detail: MethodDetail): MethodDescription {
  return detail.description as unknown as MethodDescription;
}
