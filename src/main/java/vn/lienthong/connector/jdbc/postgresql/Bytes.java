package vn.lienthong.connector.jdbc.postgresql;

import java.util.Arrays;

/** A growing run of bytes in network order, used again and again. */
final class Bytes {
    byte[] data;
    int size;

    Bytes(int capacity) {
        data = new byte[capacity];
    }

    void clear() {
        size = 0;
    }

    void need(int more) {
        if (data.length - size < more) {
            data = Arrays.copyOf(data, Math.max(data.length * 2, size + more));
        }
    }

    void copy(byte[] from, int start, int length) {
        need(length);
        System.arraycopy(from, start, data, size, length);
        size += length;
    }

    void int1(int value) {
        need(1);
        data[size++] = (byte) value;
    }

    void int2(int value) {
        need(2);
        data[size++] = (byte) (value >> 8);
        data[size++] = (byte) value;
    }

    void int4(int value) {
        need(4);
        setInt4(size, value);
        size += 4;
    }

    void int8(long value) {
        int4((int) (value >> 32));
        int4((int) value);
    }

    void setInt4(int at, int value) {
        data[at] = (byte) (value >> 24);
        data[at + 1] = (byte) (value >> 16);
        data[at + 2] = (byte) (value >> 8);
        data[at + 3] = (byte) value;
    }

    static int int2(byte[] data, int at) {
        return (short) ((data[at] & 0xFF) << 8 | data[at + 1] & 0xFF);
    }

    static int int4(byte[] data, int at) {
        return (data[at] & 0xFF) << 24 | (data[at + 1] & 0xFF) << 16 | (data[at + 2] & 0xFF) << 8 | data[at + 3] & 0xFF;
    }

    static long int8(byte[] data, int at) {
        return (long) int4(data, at) << 32 | int4(data, at + 4) & 0xFFFFFFFFL;
    }
}
