import { describe, expect, test } from 'vitest';
import { type Piece, prosePieces, unitPieces } from './unit.ts';

/** Lowered in braces after _, raised after ^: readable in a table. */
function drawn(pieces: readonly Piece[]): string {
  return pieces.map((piece) => (piece.form === 'plain' ? piece.text : `${piece.form === 'sub' ? '_' : '^'}{${piece.text}}`)).join('');
}

describe('units in print', () => {
  test.each([
    ['tCO2', 'tCO_{2}'],
    ['tCO2e', 'tCO_{2}e'],
    ['tCO2/MWh', 'tCO_{2}/MWh'],
    ['kgCO2e/kWh', 'kgCO_{2}e/kWh'],
    ['10^4Nm3', '10^{4}\u00a0Nm^{3}'],
    ['GJ/10^4Nm3', 'GJ/10^{4}\u00a0Nm^{3}'],
    ['tC/10^4Nm3', 'tC/10^{4}\u00a0Nm^{3}'],
    ['kg/m3', 'kg/m^{3}'],
    ['tC/GJ', 'tC/GJ'],
    ['gCH4', 'gCH_{4}'],
    ['%', '%'],
    ['1', ''],
    ['', ''],
    ['tCO\u2082', 'tCO_{2}'],
  ])('%s', (symbol, expected) => expect(drawn(unitPieces(symbol))).toBe(expected));
});

describe('gases in sentences', () => {
  test.each([
    ['每 tCO2e 的成本', '每 tCO_{2}e 的成本'],
    ['CO2, CH4 and N2O', 'CO_{2}, CH_{4} and N_{2}O'],
    ['排放因子中的CO2部分（CO2当量）', '排放因子中的CO_{2}部分（CO_{2}当量）'],
    ['CH4-fossil', 'CH_{4}-fossil'],
    ['Unit 2 of 2024', 'Unit 2 of 2024'],
    ['CO200', 'CO200'],
  ])('%s', (sentence, expected) => expect(drawn(prosePieces(sentence))).toBe(expected));
});
