package io.weavz.identity.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** CPU time of processes in microseconds, user and system, from Linux's {@code /proc}; proc(5) counts the fields. */
final class Proc {
    private static final double MICROS_PER_TICK = 1e6 / 100;
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private Proc() {}

    static double cpuMicros(long pid) {
        return ticks(pid, USER, SYSTEM) * MICROS_PER_TICK;
    }

    /** Of a process, of its children, and of those that ended. */
    static double cpuMicrosOfFamily(long pid) {
        long sum = ticks(pid, USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM);
        for (long child : childrenOf(pid)) {
            sum += ticks(child, USER, SYSTEM);
        }
        return sum * MICROS_PER_TICK;
    }

    /** Of the processes that this one started and that ended. */
    static double cpuMicrosOfEndedChildren() {
        return ticks(ProcessHandle.current().pid(), CHILDREN_USER, CHILDREN_SYSTEM) * MICROS_PER_TICK;
    }

    static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException gone) {
            return "";
        }
    }

    private static List<Long> childrenOf(long pid) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.map(ProcessHandle::pid)
                    .filter(other -> ticks(other, PARENT) == pid)
                    .toList();
        }
    }

    /** Zero for a process that is gone; its parent has its time then. */
    private static long ticks(long pid, int... fields) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long sum = 0;
            for (int field : fields) {
                sum += Long.parseLong(values[field]);
            }
            return sum;
        } catch (IOException gone) {
            return 0;
        }
    }
}
