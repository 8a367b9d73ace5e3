import { managementReviewEndpoints as e } from '../../../../contract/management-review.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { makeReviewAction } from './decisions.ts';
import { fillReview } from './fill-review.ts';
import type { ReadMaturity } from './from-live.ts';
import { readReviewFigures } from './read-review-figures.ts';

/** Management reviews (9.3). */
export function reviewRoutes(shelf: Shelf, readMaturity: ReadMaturity): MountedRoute[] {
  const { frameworks } = shelf;
  return [
    route(e.readReviewFigures, runs(readReviewFigures(frameworks))),
    route(e.fillReview, runs(fillReview(shelf, readMaturity))),
    route(e.makeReviewAction, runs(makeReviewAction(frameworks))),
  ];
}
