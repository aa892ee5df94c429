# bfactor_bench: check 0.d on a synthetic map in memory.
add_executable(bfactor_bench ${CMAKE_CURRENT_LIST_DIR}/bfactor.cpp)
target_link_libraries(bfactor_bench PRIVATE test_support)
