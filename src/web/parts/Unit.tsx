import { type Piece, prosePieces, unitPieces } from '../format/unit.ts';

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, index) => {
    const key = `${index}${piece.text}`;
    if (piece.form === 'sub') return <sub key={key}>{piece.text}</sub>;
    if (piece.form === 'sup') return <sup key={key}>{piece.text}</sup>;
    return <span key={key}>{piece.text}</span>;
  });
}

/** A unit symbol in print: tCO2e → tCO₂e with real lowered and raised digits. */
export function Unit({ symbol }: { symbol: string }) {
  const pieces = unitPieces(symbol);
  return pieces.length === 0 ? null : (
    <span className="th-unit">
      <Pieces pieces={pieces} />
    </span>
  );
}

/** A sentence in which gas formulas are lowered. */
export function Prose({ text }: { text: string }) {
  const pieces = prosePieces(text);
  return pieces.length === 1 ? <>{text}</> : <Pieces pieces={pieces} />;
}
