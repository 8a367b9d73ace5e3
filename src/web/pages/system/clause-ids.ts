const general = ['4.1', '4.2', '4.3', '4.4', '5.1', '5.2', '5.3', '6.1', '6.2', '6.3', '6.4', '6.5', '7.1', '7.2', '7.3', '7.4'];
const checking = ['8.1', '8.2', '9.1', '9.2', '9.3', '10.1', '10.2', '10.3'];
const annexes = ['A', 'B', 'C', 'D'].flatMap((annex) => [4, 5, 6, 7, 8, 9, 10].map((no) => `${annex}.${no}`));

/** Every clause a record can serve, in the standard's order. */
export const clausesOfStandard: readonly string[] = [...general, ...checking, ...annexes];
