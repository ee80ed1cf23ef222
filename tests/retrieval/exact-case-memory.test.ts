import { ExactCaseMemory } from "../../retrieval/exact-case-memory.ts";
import { testCaseMemory } from "./case-memory.contract.ts";

testCaseMemory((dimensions) => new ExactCaseMemory(dimensions));
