package vn.lienthong.inventory;

import java.util.List;
import vn.lienthong.kernel.Text;

/**
 * What a column says, whatever it is called.
 *
 * @param words plain names of such columns
 * @param identifies whether records of two systems can be told to be the same by it
 * @param technical whether it says nothing of what the record is about, such as when it was changed
 * @param compares whether systems write its values so much the same that they can be compared
 */
record Concept(String code, Text name, List<String> words, boolean identifies, boolean technical, boolean compares) {}
