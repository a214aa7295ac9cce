import type { AgentState } from '../../contract/state/job-state.ts';
import type { ToolCallRef } from '../../contract/tools.ts';

/** What the agent loop does next: make tool calls that have no result yet, or ask the model. */
export type NextTurn = { kind: 'tools'; calls: ToolCallRef[] } | { kind: 'model'; turnsLeft: number };

/** Decides the next act of an item from its state alone, so that it can be taken up at any turn. */
export function nextTurn(agent: AgentState, turnLimit: number): NextTurn {
  const open = agent.calls.filter((call) => agent.results[call.index] === undefined);
  if (open.length > 0) return { kind: 'tools', calls: open };
  return { kind: 'model', turnsLeft: Math.max(0, turnLimit - agent.turn - 1) };
}
