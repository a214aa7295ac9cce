import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}
const drawn = (path: string) => () => (
  <Icon>
    <path d={path} />
  </Icon>
);

/** Icons, drawn by the page's own style; each stands beside its word and says nothing by itself. */
export const OkMark = drawn('M3 8.500l3.200 3.200L13 4.800');
export const FailMark = drawn('M4 4l8 8M12 4l-8 8');
export const WarnMark = drawn('M8 2.500L14.500 13.500h-13zM8 6.500v3.200M8 11.400v.2');
export const InfoMark = drawn(
  'M8 1.800a6.200 6.200 0 1 0 0 12.400 6.200 6.200 0 0 0 0-12.400zM8 7.300v3.700M8 4.900v.2',
);
export const PauseMark = drawn('M5.500 3.500v9M10.500 3.500v9');
export const RunMark = drawn('M5 3l7.500 5L5 13z');
export const PendingMark = drawn('M8 3.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9z');
export const StopMark = drawn('M4 4h8v8H4z');
export const PersonMark = drawn(
  'M8 2.200a2.600 2.600 0 1 0 0 5.200 2.600 2.600 0 0 0 0-5.200zM2.800 13.800c.5-3 2.500-4.500 5.200-4.500s4.700 1.500 5.200 4.500',
);
export const SearchMark = drawn('M7 2.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9zM10.400 10.400L14 14');
export const JobsMark = drawn('M2.500 3.500h11M2.500 8h11M2.500 12.500h11');
export const ApprovalsMark = drawn('M3 2.500h10v11H3zM5.500 8l1.800 1.800 3.200-3.600');
export const CostsMark = drawn('M2.500 13.500h11M4.500 11V7.500M8 11V4M11.500 11V6');
export const SettingsMark = drawn('M2.500 5h7M12 5h1.500M2.500 11H4M6.500 11h7M10.700 3.500v3M5.200 9.500v3');
export const BranchMark = drawn('M4.500 2.500v11M4.500 9c5 0 7-1.500 7-5.500');
export const FileMark = drawn('M4 1.800h5l3 3v9.400H4zM9 1.800v3h3');
