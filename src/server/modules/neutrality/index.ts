export { composeReport } from './compose-report.ts';
export { declareClaim, publishClaim, readFrozenClaim, withdrawClaim } from './declare.ts';
export { draftClaim, requestUnits } from './draft-claim.ts';
export { decideLot, proposeLot } from './lots.ts';
export { decidePaper, draftPaper } from './papers.ts';
export { readClaim } from './read-claim.ts';
export { readOverview, readSubject } from './read-subjects.ts';
export { type ClaimPapers, routes } from './routes.ts';
export { addPeriod, addSubject, changeSubject } from './subject.ts';
