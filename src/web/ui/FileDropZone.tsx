import { type DragEvent, type ReactNode, useRef, useState } from 'react';

interface Props {
  /** How the field that chooses files is called. */
  readonly label: string;
  readonly accept: string;
  readonly multiple?: boolean;
  /** A closed place takes nothing and does not light up. */
  readonly closed?: boolean;
  readonly className: string | undefined;
  readonly overClassName: string | undefined;
  readonly onFiles: (files: readonly File[]) => void;
  /** What stands in it; it has to offer `choose` by a button, because dropping is for the mouse only. */
  readonly children: (choose: () => void) => ReactNode;
}

/** A place to drop files, with a hidden field to choose them instead. */
export function FileDropZone({ label, accept, multiple = false, closed = false, className, overClassName, onFiles, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!closed) onFiles([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same by mouse and key
    <div
      className={[className, over ? overClassName : ''].filter(Boolean).join(' ')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(!closed);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children(() => input.current?.click())}
      <input
        ref={input}
        type="file"
        multiple={multiple}
        accept={accept}
        className="th-hidden"
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // Emptied, so that the same file can be chosen once more.
          event.target.value = '';
          if (!closed) onFiles(files);
        }}
      />
    </div>
  );
}
